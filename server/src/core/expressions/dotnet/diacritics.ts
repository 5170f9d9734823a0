/**
 * The table of `NormalizeDiacritics` in "Reference for writing expressions for attribute mappings", letter by letter:
 * plain letters, and what they take the place of. Composed forms; marks that have none stand as escapes.
 */
const TABLE: Readonly<Record<string, string>> = {
  a: 'ä à â ã å á ą ă ā ā\u0301 ā\u0300 ā\u0302 ā\u0303 ǟ ā\u0308 ǡ a\u0331 å\u0304',
  A: 'Ä À Â Ã Å Á Ą Ă Ā Ā\u0301 Ā\u0300 Ā\u0302 Ā\u0303 Ǟ Ā\u0308 Ǡ A\u0331 Å\u0304',
  ae: 'æ ǣ',
  AE: 'Æ Ǣ',
  c: 'ç č ć c\u0304 c\u0331',
  C: 'Ç Č Ć C\u0304 C\u0331',
  d: 'ď d\u0304 ḏ',
  D: 'Ď D\u0304 Ḏ',
  e: 'ë è é ê ę ě ė ē ḗ ḕ ē\u0302 ē\u0303 ê\u0304 e\u0331 ë\u0304 e\u030a\u0304',
  E: 'Ë È É Ê Ę Ě Ė Ē Ḗ Ḕ Ē\u0302 Ē\u0303 Ê\u0304 E\u0331 Ë\u0304 E\u030a\u0304',
  g: 'ğ ḡ g\u0331',
  G: 'Ğ Ḡ G\u0331',
  i: 'ï î ì í ı ī ī\u0301 ī\u0300 ī\u0302 ī\u0303 i\u0331',
  I: 'Ï Î Ì Í İ Ī Ī\u0301 Ī\u0300 Ī\u0302 Ī\u0303 I\u0331',
  l: 'ľ ł l\u0304 ḹ ḻ',
  L: 'Ł Ľ L\u0304 Ḹ Ḻ',
  n: 'ñ ń ň n\u0304 ṉ',
  N: 'Ñ Ń Ň N\u0304 Ṉ',
  o: 'ö ò ő õ ô ó ō ṓ ṑ ō\u0302 ō\u0303 ȫ ō\u0308 ǭ ȭ ȱ o\u0331',
  O: 'Ö Ò Ő Õ Ô Ó Ō Ṓ Ṑ Ō\u0302 Ō\u0303 Ȫ Ō\u0308 Ǭ Ȭ Ȱ O\u0331',
  oe: 'ø ø\u0304 œ\u0304',
  OE: 'Ø Ø\u0304 Œ\u0304',
  r: 'ř r\u0304 ṟ ṝ',
  R: 'Ř R\u0304 Ṟ Ṝ',
  s: 'š ś ș ş s\u0304 s\u0331',
  S: 'Š Ś Ș Ş S\u0304 S\u0331',
  ss: 'ß',
  t: 'ť ț t\u0304 ṯ',
  T: 'Ť Ț T\u0304 Ṯ',
  u: 'ü ù û ú ů ű ū ū\u0301 ū\u0300 ū\u0302 ū\u0303 u\u0307\u0304 ǖ ṻ ṳ\u0304 u\u0331',
  U: 'Ü Ù Û Ú Ů Ű Ū Ū\u0301 Ū\u0300 Ū\u0302 Ū\u0303 U\u0307\u0304 Ǖ Ṻ Ṳ\u0304 U\u0331',
  y: 'ÿ ý ȳ ȳ\u0301 ȳ\u0300 ȳ\u0303 y\u0331',
  Y: 'Ÿ Ý Ȳ Ȳ\u0301 Ȳ\u0300 Ȳ\u0303 Y\u0331',
  z: 'ź ž ż z\u0304 ẕ',
  Z: 'Ź Ž Ż Z\u0304 Ẕ',
};

const PLAIN = new Map(
  Object.entries(TABLE).flatMap(([plain, accented]) => accented.split(' ').map((letter) => [letter, plain] as const)),
);

/**
 * Accented letters replaced by plain ones, by Microsoft's table; everything else stays as it is. A letter and its marks
 * count as one, whether they are written composed or apart; marks that the table does not know stay behind the letter.
 */
export function withoutDiacritics(text: string): string {
  return text.replace(/[^\p{M}\u0000-\u007f]\p{M}{0,8}|[A-Za-z]\p{M}{1,8}/gu, (cluster) => {
    const composed = cluster.normalize('NFC');
    for (let end = composed.length; end > 0; end -= 1) {
      const plain = PLAIN.get(composed.slice(0, end));
      if (plain !== undefined) return plain + composed.slice(end);
    }
    return cluster;
  });
}
