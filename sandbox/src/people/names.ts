/** Given names from many languages, each with the gender that its bearer has here. */
export const firstNames: readonly (readonly [name: string, gender: 'F' | 'M'])[] = (
  [
    [
      'F',
      'Aiko Amélie Aoife Anneli Ayşe Bich Camila Chiara Dilnoza Efua Elif Esperanza Fatoumata Freya Gabriela Hanne Ilse Ingeborg Jelena Kavita Keiko Lakshmi Leilani Lenka Lucía Magdalena Maëlle Mariam Mei Nadia Naledi Ngozi Noura Olena Pooja Rosa Saoirse Sigrún Soledad Svetlana Thandiwe Tuğçe Valentina Wanjiru Xiomara Yasmin Yuki Zoë Zsófia Łucja',
    ],
    [
      'M',
      'Alejandro Andrzej Arjun Bilal Björn Chinonso Dimitrios Eetu Emre Farouk Giorgos Håkon Hassan Isaac Ivo Jakub João Jürgen Kazuo Kofi László Liang Mateusz Minh Mohammed Nikolai Oluwaseun Ömer Pavel Quentin Rahul Ricardo Ruairí Santiago Sione Søren Stéphane Tariq Tevita Thabo Théo Umar Václav Viktor Wei Xolani Yannick Yuto Zoltán Żegota',
    ],
  ] as const
).flatMap(([gender, names]) => names.split(' ').map((name) => [name, gender] as const));

/** Family names from many languages. */
export const lastNames: readonly string[] =
  "Abebe Achterberg Al-Farsi Andersson Aramburu Ásgeirsson Banerjee Bāliņa Bianchi Bondarenko Brânză Byström Castro Chen Cissé Çelik Da Silva De Vries Diallo Đorđević Dubois Dvořák Eriksen Fernandes Fitzgerald Fonoti Gallagher García Gebreyesus Großmann Gudmundsson Haddad Hakimi Hämäläinen Hernández Hoàng Horvat Ibrahim Ilves Ivanova Jansen Jiménez Kamau Kaya Kim Kowalska Kovács Kumar Larsen Lefèvre Li López Łukasik MacLeod Mbeki Mehta Mensah Molnár Müller Mwangi Nakamura Nandi Ndiaye Nguyễn Novák Nyström O'Brien O'Neill Ødegård Okonkwo Ortiz Ōtsuka Papadopoulos Park Pérez Petrov Piątek Popescu Quispe Rahman Reddy Rossi Ruiz Saarinen Şahin Sato Schäfer Sithole Smit Sørensen Suzuki Szabó Tanaka Tavares Tchaikovsky Tran Usman Vaitkus Van-der-Merwe Varga Vega Wagner Wójcik Wu Xhaka Yamamoto Yilmaz Yıldız Zhang Živković"
    .replaceAll('Da Silva', 'Da_Silva')
    .replaceAll('De Vries', 'De_Vries')
    .split(' ')
    .map((name) => name.replace('_', ' '));

/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = { ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ı: 'i', æ: 'ae' };

const inAscii = new Map<string, string>();

/** A name in the letters of an e-mail address: lower case, a to z. Names come from the lists above, so few are kept. */
export function ascii(name: string): string {
  const known = inAscii.get(name);
  if (known !== undefined) return known;
  const text = latin(name);
  inAscii.set(name, text);
  return text;
}

const latin = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[øßłđıæ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
