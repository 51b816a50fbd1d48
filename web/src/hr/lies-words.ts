import type { Lies } from '../../../contracts/api/departures.ts';
import type { Role } from '../../../domain/permissions.ts';
import type { Speech } from '../words/words.tsx';

/** What lies with somebody in one cycle, in words. */
export function liesWords(t: Speech, { own, rates, reviews, chairs, sits, tasks }: Omit<Lies, 'cycle'>): readonly string[] {
  return [
    ...(own ? [t('handover.own')] : []),
    ...(rates > 0 ? [t('handover.rates', { count: rates })] : []),
    ...(reviews > 0 ? [t('handover.reviews', { count: reviews })] : []),
    ...(chairs ? [t('handover.chairs')] : []),
    ...(sits ? [t('handover.sits')] : []),
    ...(tasks > 0 ? [t('handover.tasks', { count: tasks })] : []),
  ];
}

export function rolesWords(t: Speech, roles: readonly Role[]): readonly string[] {
  return roles.length === 0 ? [] : [t('departure.roles', { roles: roles.map((role) => t(`account-role.${role}`)).join(', ') })];
}

/** The finding of a withdrawal, in a sentence. */
export function liesWithSentence(t: Speech, details: Readonly<Record<string, unknown>>): string {
  const { employeeNo, name, roles, ...lies } = details as Omit<Lies, 'cycle' | 'own'> & {
    readonly employeeNo: string;
    readonly name: string;
    readonly roles: readonly Role[];
  };
  const what = [...liesWords(t, { ...lies, own: false }), ...rolesWords(t, roles)].join(', ');
  return t('finding.lies-with', { who: `${name} (${employeeNo})`, what });
}
