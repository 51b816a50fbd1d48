// Whoever holds a mailbox signs in as whose address it is. So an address that changed proves nobody until it is answered for, and neither does that of
// somebody who was created once a cycle was launched: they decide nothing about others, and nobody gives them a post.

/** What the holder of the old address may say, by its link. */
export const ADDRESS_ANSWERS = ['confirmed', 'objected'] as const;
export type AddressAnswer = (typeof ADDRESS_ANSWERS)[number];

/** More are confirmed in sets. */
export const MOST_CONFIRMED_AT_ONCE = 1000;

/** Why somebody of HR may not confirm an address. */
export const LEFT_UNCONFIRMED = ['second-person-needed', 'preview-changed', 'own-case'] as const;
export type LeftUnconfirmed = (typeof LEFT_UNCONFIRMED)[number];

/**
 * Whose mail an address gets: in lower case, without the +tag that whoever has a mailbox makes up. As `mailbox_of` of the database does. For what is refused
 * to one person; what an account may do goes by its whole address.
 */
export function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/^([^+@]+)\+[^@]*/, '$1');
}
