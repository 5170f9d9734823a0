/** Names of nobody in particular, for pseudonyms: each list with a second one for names that have accents. */
const GIVEN =
  'Alva Bruno Carla Dario Edda Fabian Greta Hanno Imke Jonas Karla Lando Mira Nils Orla Piet Quinn Romy Silvan Tilda ' +
  'Ulla Vito Wilma Xander Yara Zeno Anouk Benno Cleo Dunja Emmo Flora Gesa Heiko Irma Jaro Kjell Lotta Mats Noemi';
const GIVEN_WITH_ACCENTS = 'Zoë René Jürgen Inès Søren André Chloé Günter Märta Bjørn Jérôme Lucía';
const FAMILY =
  'Ackerly Brandow Corvin Delmar Eastham Falkner Grendel Hollis Imhof Jessup Kettler Lindahl Marlow Northam Ostrow ' +
  'Pellar Quarles Rothen Stavely Tornow Umland Verdal Wexler Yarrow Zander Ashwin Birkman Calder Drayton Elster ' +
  'Fenwick Garland Harrow Ivers Kessel Lorimer Mandell Norwood Oakham Prewitt';
const FAMILY_WITH_ACCENTS = 'Größer Müllner Nuñeda Østrand Lefèbre Kovárik Åsberg Peñarol Söderlin Çelmak';

const SYLLABLES = 'ba de fi go lu ma ne pi ro su ta ve wi zo ka li'.split(' ');

/** The given names, or the family names, in the order in which they are to be used. */
export function inventedNames(kind: 'given' | 'family', withAccents: boolean): readonly string[] {
  if (kind === 'given') return (withAccents ? GIVEN_WITH_ACCENTS : GIVEN).split(' ');
  return (withAccents ? FAMILY_WITH_ACCENTS : FAMILY).split(' ');
}

/** A name of syllables, for when the lists are used up. */
export function syllableName(random: () => number): string {
  const syllables = Array.from({ length: 4 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? 'ba');
  const name = syllables.join('');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
