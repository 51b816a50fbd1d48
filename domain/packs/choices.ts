// What a pack chooses from where a rule has more than one form.

/** How shares of a group become whole seats (scoring.md `seats`). */
export const SEAT_METHODS = ['largest-remainder', 'cumulative', 'never-exceed'] as const;

/** How levels become one level, named after their source (scoring.md `derivation`). Any pack may use them. */
export const DERIVATION_RULES = ['us-federal-ses', 'us-doi', 'oklahoma', 'arizona'] as const;
