import type { Stack } from '../../local/stack.ts';
import type { City } from './city.ts';

/** Where somebody at the terminal looks around, and whose mail lets them in: HR asks, the second person approves. */
export function whereToLook(at: Stack['at'], { people, settings }: City): readonly string[] {
  const addressOf = (employeeNo: string) => people.find((person) => person.employee_no === employeeNo)?.email ?? employeeNo;
  const [officer = '', approver = ''] = [...settings.hr.officers.slice(0, 1), ...settings.hr.approvers.slice(0, 1)];
  return [
    'Look around; Ctrl-C ends everything.',
    `  pages        ${at.web ?? '-'} (a sign-in link comes to the mailbox)`,
    `    as HR        ${addressOf(officer)}`,
    `    to approve   ${addressOf(approver)}, whom every launch, publication and correction needs`,
    `  mailbox      ${at.mailbox ?? '-'}`,
    `  Temporal UI  ${at.temporalUi ?? '-'}`,
    `  Postgres     ${at.database ?? '-'}`,
  ];
}
