/**
 * Search and filter of a page. It reads what stands in the page and only hides and shows; without it the page is whole,
 * and its tools stay hidden.
 */
export const pageScript = `
(() => {
  const tools = document.querySelector('[role=search]');
  const find = document.getElementById('find');
  const shown = document.getElementById('shown');
  const boxes = [...tools.querySelectorAll('input[type=checkbox]')];
  const people = [...document.querySelectorAll('article')];
  const kindsOf = people.map((person) => (person.dataset.kinds || '').split(' '));
  let texts;
  const apply = () => {
    const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const kinds = boxes.filter((box) => box.checked).map((box) => box.value);
    if (words.length > 0) texts ??= people.map((person) => person.textContent.toLowerCase());
    keep();
    let count = 0;
    people.forEach((person, at) => {
      const fits = (kinds.length === 0 || kinds.some((kind) => kindsOf[at].includes(kind))) &&
        words.every((word) => texts[at].includes(word));
      if (person.hidden === fits) person.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = count.toLocaleString('en-US') + ' of ' + people.length.toLocaleString('en-US') + ' people shown';
  };
  // In an editor's panel, what was searched for is there again when the panel is shown again.
  const editor = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : undefined;
  const before = editor?.getState();
  if (before) {
    find.value = before.words;
    for (const box of boxes) box.checked = before.kinds.includes(box.value);
  }
  const keep = () =>
    editor?.setState({ words: find.value, kinds: boxes.filter((box) => box.checked).map((box) => box.value) });
  let timer;
  find.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 150);
  });
  for (const box of boxes) box.addEventListener('change', apply);
  tools.hidden = false;
  apply();
})();
`;
