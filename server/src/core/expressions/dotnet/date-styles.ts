/** The flags of .NET's `DateTimeStyles` by name, with their numbers. */
const FLAGS = {
  None: 0,
  AllowLeadingWhite: 1,
  AllowTrailingWhite: 2,
  AllowInnerWhite: 4,
  AllowWhiteSpaces: 7,
  NoCurrentDateDefault: 8,
  AdjustToUniversal: 16,
  AssumeLocal: 32,
  AssumeUniversal: 64,
  RoundtripKind: 128,
} as const;

type StyleName = keyof typeof FLAGS;

/** How a date is read: which blanks are passed over, and what its time zone is taken for. */
export class DateStyles {
  constructor(readonly bits: number) {}

  has(name: StyleName): boolean {
    return (this.bits & FLAGS[name]) !== 0;
  }
}

/** What `FormatDateTime` uses without styles, by the function reference. */
export const DEFAULT_STYLES = new DateStyles(FLAGS.RoundtripKind | FLAGS.AllowLeadingWhite | FLAGS.AllowTrailingWhite);

/**
 * Reads styles as .NET's `Enum.Parse` does: names in exact case with commas between them, or a number.
 * Gives a sentence where there is no such style, or where .NET refuses the combination.
 */
export function readStyles(text: string): DateStyles | string {
  let bits = 0;
  for (const part of text.split(',')) {
    const name = part.trim();
    if (/^\d{1,3}$/.test(name) && text.trim() === name) bits = Number(name);
    else if (Object.hasOwn(FLAGS, name)) bits |= FLAGS[name as StyleName];
    else return `"${name}" is no DateTimeStyles of .NET. There are ${Object.keys(FLAGS).join(', ')}.`;
  }
  if (bits > 255) return `${text} is no DateTimeStyles of .NET.`;
  const styles = new DateStyles(bits);
  if (styles.has('AssumeLocal') && styles.has('AssumeUniversal')) {
    return 'AssumeLocal and AssumeUniversal exclude each other.';
  }
  const zones: readonly StyleName[] = ['AssumeLocal', 'AssumeUniversal', 'AdjustToUniversal'];
  const clash = zones.find((name) => styles.has(name));
  if (styles.has('RoundtripKind') && clash !== undefined) return `RoundtripKind and ${clash} exclude each other.`;
  return styles;
}
