const JOINERS = /[\u200c\u200d]/;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const SPACES = /\p{Zs}+/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_ABOVE_PLAIN = 0xfee0;

/**
 * A line by which somebody or something is known, as it is kept and compared: composed (NFC), full-width letters and every kind of space plain, runs
 * of spaces one, nothing unseen, no space around it. In names the joiners of some scripts stay.
 */
export function cleanLine(text: string, { joiners = false }: { readonly joiners?: boolean } = {}): string {
  return text
    .replaceAll(UNSEEN, (unseen) => (joiners && JOINERS.test(unseen) ? unseen : ''))
    .normalize('NFC')
    .replaceAll(FULL_WIDTH, (wide) => String.fromCodePoint((wide.codePointAt(0) ?? 0) - FULL_WIDTH_ABOVE_PLAIN))
    .replaceAll(SPACES, ' ')
    .trim();
}

/** Without the unseen marks by which letters are shown in another order than they are written. */
export function withoutTurns(text: string): string {
  return text.replaceAll(TURNS, '');
}
