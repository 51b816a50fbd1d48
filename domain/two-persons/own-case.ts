/** What an order that singles somebody out concerns, by ids. */
export interface Touched {
  readonly evaluations: readonly string[];
  readonly groups: readonly string[];
  /** Names of groups as the list of people forms them: no group of a cycle that is not launched has an id. */
  readonly listGroups: readonly string[];
  /** Groups about which, or in which, whoever it is decides, rates or reviews, by id and as listed: their people it concerns less. */
  readonly decided: readonly string[];
  readonly listDecided: readonly string[];
  /** Units whose card changes. */
  readonly cards: readonly string[];
  /** Whose evaluation it is, who gets a post or a role by it, whose address changes. */
  readonly people: readonly string[];
  /** Who rates or reviews no more: whether somebody leads others says what their own rating asks, so nobody lays it down alone. It concerns them less. */
  readonly relieved: readonly string[];
  /** Who gets a post as a committee's seats have it: nobody comes to decide by their own order. Whom they rate it does not concern, as who asks has not chosen them. */
  readonly called: readonly string[];
}

export const NOTHING_TOUCHED: Touched = {
  evaluations: [],
  groups: [],
  listGroups: [],
  decided: [],
  listDecided: [],
  cards: [],
  people: [],
  relieved: [],
  called: [],
};

/** What is somebody's own, over every account of the person. */
export interface Own {
  readonly accounts: readonly string[];
  readonly evaluations: readonly string[];
  readonly groups: readonly string[];
  readonly listGroups: readonly string[];
  readonly cards: readonly string[];
  /** Who rates or reviews them. */
  readonly above: readonly string[];
}

const OWN_CASES = ['evaluation', 'account', 'rater-or-reviewer', 'rating-group', 'unit-card'] as const;
export type OwnCase = (typeof OWN_CASES)[number];
/** What a refusal says that it `concerns`; 'request': one that waits concerns them, so HR stays who it is until that is decided. */
export const CONCERNS = [...OWN_CASES, 'request'] as const;
export type Concern = (typeof CONCERNS)[number];

/**
 * Why somebody may neither ask for, approve nor have carried out an order: it concerns their own evaluation, their own account (role, address, a post),
 * their rating group, their unit's card, or who rates or reviews them. Undefined: it concerns nothing of theirs.
 */
export function ownCaseOf(touched: Touched, own: Own): OwnCase | undefined {
  const pairs: Readonly<Record<OwnCase, readonly [readonly string[], readonly string[]]>> = {
    evaluation: [touched.evaluations, own.evaluations],
    account: [[...touched.people, ...touched.called], own.accounts],
    'rating-group': [[...touched.groups, ...touched.listGroups.map(asListed)], groupsOf(own)],
    'unit-card': [touched.cards, own.cards],
    'rater-or-reviewer': [touched.people, own.above],
  };
  return OWN_CASES.find((which) => meet(...pairs[which]));
}

/**
 * How an order concerns somebody less: they are relieved by it, or it is about who decides about their group, or rates or reviews a colleague. It is theirs
 * to ask for, too, where nobody else of HR is left for it. Undefined: not so.
 */
export function lesserCaseOf(touched: Touched, own: Own): OwnCase | undefined {
  if (meet(touched.relieved, own.accounts)) return 'account';
  const decided = [...touched.decided, ...touched.listDecided.map(asListed)];
  return meet(decided, groupsOf(own)) ? 'rating-group' : undefined;
}

/** What of it concerns somebody by what they are, and no more. */
export function sharedWith(touched: Touched, own: Own): Touched {
  const both = (some: readonly string[], others: readonly string[]) => some.filter((one) => others.includes(one));
  return {
    ...NOTHING_TOUCHED,
    evaluations: both(touched.evaluations, own.evaluations),
    groups: both(touched.groups, own.groups),
    listGroups: both(touched.listGroups, own.listGroups),
    cards: both(touched.cards, own.cards),
    people: both(touched.people, [...own.accounts, ...own.above]),
    called: both(touched.called, own.accounts),
  };
}

function groupsOf(own: Own): readonly string[] {
  return [...own.groups, ...own.listGroups.map(asListed)];
}

/** So that no name is taken for an id. */
function asListed(name: string): string {
  return `list: ${name}`;
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others);
  return some.some((one) => known.has(one));
}
