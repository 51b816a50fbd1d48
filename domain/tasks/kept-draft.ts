type Json = unknown;
type Members = Readonly<Record<string, Json>>;

/**
 * A draft in which each of the places (JSON pointers of texts) is as it was in the draft before: one long text must not keep all others from being
 * saved. An element of a list is the one before only with the same id; what was not there before is left out, or empty in a list of texts.
 */
export function keptDraft(content: Members, before: Members, places: readonly string[]): Members {
  return places.reduce<Json>((kept, place) => withMember(kept, place.split('/').slice(1), before), content) as Members;
}

function withMember(at: Json, [part = '', ...rest]: readonly string[], before: Json): Json {
  if (Array.isArray(at)) {
    const index = Number(part);
    const element: Json = at[index];
    const earlier: Json = Array.isArray(before) ? before[index] : undefined;
    if (rest.length === 0) return at.with(index, earlier ?? '');
    return at.with(index, withMember(element, rest, isSame(element, earlier) ? earlier : undefined));
  }
  const earlier = membersOf(before)[part];
  const value = rest.length === 0 ? earlier : withMember(membersOf(at)[part], rest, earlier);
  if (value !== undefined) return { ...membersOf(at), [part]: value };
  const { [part]: _, ...others } = membersOf(at);
  return others;
}

function isSame(one: Json, other: Json): boolean {
  const [a, b] = [membersOf(one), membersOf(other)];
  return ['id', 'goalId', 'evaluationId'].every((name) => a[name] === b[name]);
}

function membersOf(value: Json): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
