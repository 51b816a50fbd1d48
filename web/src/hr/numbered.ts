interface Numbered {
  readonly employeeNo: string;
  readonly name: string;
}

/** Somebody by name and number: two people may have one name, and a name can be changed. Nobody: nothing. */
export function numbered(person: Numbered | null | undefined): string {
  return person == null ? '' : `${person.name} (${person.employeeNo})`;
}
