/** Whether the way up from somebody, rater by rater, comes back to them. Somebody who is not there has nobody above. */
export function isInRaterCircle(person: string, raters: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let above = raters.get(person); typeof above === 'string' && !seen.has(above); above = raters.get(above)) {
    if (above === person) return true;
    seen.add(above);
  }
  return false;
}
