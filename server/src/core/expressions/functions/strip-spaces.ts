import { ofText } from '../function.ts';

/** `StripSpaces(source)`: the text without blanks; tabs and no-break blanks stay. Source: the function reference. */
export const stripSpaces = ofText('StripSpaces', (text) => text.replaceAll(' ', ''));
