import { sql } from 'kysely';
import { importPeople } from '../../../commands/import-people.ts';
import type { Db } from '../../../db/connection.ts';
import { DomainError } from '../../../domain/errors.ts';
import { OfficerCity } from '../../api/officer-city.ts';
import type { Client } from '../../api/support.ts';
import { csvOf } from '../../commands/small-city.ts';
import { Account, type Kind } from './accounts.ts';
import type { Dice } from './dice.ts';

export type Officer = 'HR1' | 'HR2' | 'HR3';

/** A change of which a mail has told an old address, with a link to answer by. */
export interface Told {
  readonly id: string;
  readonly oldEmail: string;
  readonly newEmail: string;
  /** A second person has confirmed it. */
  readonly isConfirmed: boolean;
}

/** The city of three of HR, of whom HR1 is hostile, with the accounts that are walked on. */
export class Town {
  readonly city: OfficerCity;
  readonly hr3: Client;
  readonly dice: Dice;
  readonly accounts: Account[] = [];
  /** The first cycle that is launched and no rehearsal's: of everybody, or of the heads only, which shows two persons none of the accounts. */
  first: { readonly cycleId: string; readonly isOfAll: boolean };
  /** That one is launched. */
  isLive = false;

  private constructor({ city, hr3, dice }: Pick<Town, 'city' | 'hr3' | 'dice'>) {
    [this.city, this.hr3, this.dice] = [city, hr3, dice];
    this.first = { cycleId: city.city.cycleId, isOfAll: true };
  }

  static async create(dice: Dice): Promise<Town> {
    const city = await OfficerCity.create();
    return new Town({ city, hr3: await city.signIn('HR3'), dice });
  }

  get db(): Db {
    return this.city.city.db;
  }

  idOf(officer: Officer): string {
    return this.city.city.ids[officer] ?? '0';
  }

  async makes(kind: Kind): Promise<void> {
    const made = Array.from({ length: kind.count }, (_, n) => new Account(kind, n));
    const actorId = kind.madeBy === 'HR1' ? this.idOf('HR1') : undefined;
    const { imported, problems } = await importPeople(this.db, { file: csvOf(...made.flatMap(({ rows }) => rows)), actorId });
    if (!imported) throw new Error(JSON.stringify(problems));
    if (kind.part === 'hr-approver') await this.#haveRole(made);
    this.accounts.push(...made);
  }

  /** They have signed in once: else none of HR gives them an address before the first launch. */
  async #haveRole(made: readonly Account[]): Promise<void> {
    await sql`
      with approver as (
        insert into role_assignment (employee_id, role)
        select id, 'hr-approver' from employee where employee_no = any (${made.map(({ no }) => no)}::text[])
        returning employee_id)
      insert into audit_event (what, subject, actor)
      select 'sign-in.used', employee_id, employee_id from approver`.execute(this.db);
  }

  /** Whether our rules let it pass, noted in the account's journal. */
  async attempt(account: Account, what: string, act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      account.journal.push(what);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      account.journal.push(`${what}: ${error.code}`);
      return false;
    }
  }

  note(what: string): void {
    for (const { journal } of this.accounts) journal.push(`-- ${what}`);
  }

  async emailOf({ no }: Account): Promise<string> {
    const found = this.db.selectFrom('employee').select('email').where('employee_no', '=', no);
    return (await found.executeTakeFirstOrThrow()).email;
  }

  /** Ids of what nobody has answered yet, on whatever clock. */
  async openChanges({ no }: Account): Promise<readonly string[]> {
    const { rows } = await sql<{ id: string }>`
      select a.id
        from address_change a
        join employee e on e.id = a.employee_id
       where e.employee_no = ${no} and a.answer is null and a.counts <> '{}'
       order by a.id`.execute(this.db);
    return rows.map(({ id }) => id);
  }

  /** Who waits to be answered for in that cycle, by number. */
  async askedAbout(): Promise<ReadonlySet<string>> {
    const { rows } = await sql<{ no: string }>`
      select distinct e.employee_no no
        from people_unproven(${this.first.cycleId}) u
        join employee e on e.id = u.employee_id`.execute(this.db);
    return new Set(rows.map(({ no }) => no));
  }

  /** Of which changes these mailboxes have a link. */
  async toldTo({ no }: Account, mailboxes: readonly string[]): Promise<readonly Told[]> {
    const { rows } = await sql<Told>`
      select a.id, a.old_email "oldEmail", a.new_email "newEmail", a.answered_by is not null "isConfirmed"
        from address_change a
        join employee e on e.id = a.employee_id
        join notification n on n.mail_kind = 'address.left' and n.details->>'addressChangeId' = a.id::text
       where e.employee_no = ${no} and a.old_email = any (${mailboxes}::text[])
       order by a.id`.execute(this.db);
    return rows;
  }

  /** Nothing that was done today keeps anybody from doing it again. */
  async dayPasses(): Promise<void> {
    await sql`update address_change set changed_at = changed_at - interval '25 hours'`.execute(this.db);
    await sql`update command_request set requested_at = requested_at - interval '25 hours'`.execute(this.db);
  }
}
