/** Whether two names of cycles read alike: whatever case, spaces and unseen characters, and full-width or not. */
export function isSameName(one: string, other: string): boolean {
  return asRead(one) === asRead(other);
}

function asRead(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Cf}]+/gu, '');
}
