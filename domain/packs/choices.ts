// What a pack chooses from where a rule has more than one form.

/** What becomes of a meeting to which fewer come than the quorum: the chair decides alone, or it is called again until enough come. */
export const WITHOUT_QUORUM = ['chair-decides', 'meets-again'] as const;
export type WithoutQuorum = (typeof WITHOUT_QUORUM)[number];

/** How shares of a group become whole seats (scoring.md `seats`). */
export const SEAT_METHODS = ['largest-remainder', 'cumulative', 'never-exceed'] as const;

/** How levels become one level, named after their source (scoring.md `derivation`). Any pack may use them. */
export const DERIVATION_RULES = ['us-federal-ses', 'us-doi', 'oklahoma', 'arizona'] as const;
