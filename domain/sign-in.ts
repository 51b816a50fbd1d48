/** How long after it was asked for a sign-in link can be used; its mail says so. */
export const LINK_MINUTES = 30;

/** Whoever is asked for more often gets no further mail for a while; the links that they have stay good. */
export const MOST_LINKS = { count: 10, inMinutes: 10 } as const;
