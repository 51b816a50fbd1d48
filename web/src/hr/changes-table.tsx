import type { Change, ChangedValue } from '../../../contracts/changes.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';

/** The values that have a field. */
type Of<K extends string> = Extract<ChangedValue, Record<K, unknown>>;

interface ChangesTableProps {
  readonly changes: readonly Change[];
  /** How many more there are than these. */
  readonly more: number;
  readonly timeZone?: string | undefined;
}

/** Each line of what an order changes: whose, what, before and after. */
export function ChangesTable({ changes, more, timeZone }: ChangesTableProps) {
  const t = useWords();
  if (changes.length === 0) return null;
  const value = (one: ChangedValue | null) => valueWords(t, one, timeZone);
  return (
    <>
      <Table
        caption={t('change.title')}
        stacks
        rows={changes.map((change, index) => ({ ...change, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          { key: 'who', title: t('change.who'), cell: (change) => whoWords(t, change) },
          { key: 'unit', title: t('person.unit'), cell: ({ who }) => who?.unitName ?? '' },
          { key: 'what', title: t('change.what'), cell: (change) => whatWords(t, change) },
          { key: 'before', title: t('change.before'), cell: ({ before }) => value(before) },
          { key: 'after', title: t('change.after'), cell: ({ after }) => value(after) },
        ]}
      />
      {more > 0 && <p>{t('change.more', { count: more })}</p>}
    </>
  );
}

function whoWords(t: Speech, { who, group, phase, kind, count }: Change): string {
  if (who !== null) return `${who.name} (${who.employeeNo})`;
  const named = group ?? phaseWords(t, phase) ?? kindWords(t, kind);
  return t('change.count', { who: named ?? t('change.whole-cycle'), count });
}

function whatWords(t: Speech, { what, who, group, phase, kind, after }: Change): string {
  if (what === 'indicator')
    return after !== null && 'indicator' in after ? t('correction.indicator', { name: after.indicator, unit: group ?? '' }) : '';
  const isNamedBefore = who === null && group === null;
  const words = isNamedBefore ? undefined : (kindWords(t, kind) ?? phaseWords(t, phase));
  return words === undefined ? t(`change.${what}`) : `${t(`change.${what}`)} · ${words}`;
}

function phaseWords(t: Speech, phase: Change['phase']): string | undefined {
  return phase === null ? undefined : t.maybe(`phase.${phase}`, phase);
}

function kindWords(t: Speech, kind: Change['kind']): string | undefined {
  return kind === null ? undefined : t(`task.${kind}.name`);
}

function valueWords(t: Speech, value: ChangedValue | null, timeZone?: string): string {
  if (value === null) return t('page.none');
  if ('person' in value) return `${value.person.name} (${value.person.employeeNo})`;
  if ('state' in value) return t(`change-state.${value.state}`);
  if ('at' in value) return t.date(value.at, 'time', timeZone);
  if ('day' in value) return t.date(`${value.day}T00:00:00Z`, 'day', 'UTC');
  if ('indicator' in value) return indicatorWords(t, value);
  if ('unit' in value) return value.unit;
  if ('grades' in value) return value.grades.join(', ');
  if ('address' in value) return value.address;
  if ('pack' in value) return packWords(t, value, timeZone);
  return t('change.round', { task: t(`task.${value.task}.name`), round: value.round });
}

function indicatorWords(t: Speech, { actual, target, weight, baseline, direction, method }: Of<'indicator'>): string {
  const computed = [t(`direction.${direction}`), t(`method.${method}`)];
  if (baseline !== null) computed.push(`${t('field.baseline')} ${baseline}`);
  return [`${actual ?? '-'} / ${target ?? '-'}`, `${weight ?? '-'} %`, ...computed].join(' · ');
}

function packWords(t: Speech, { pack, version, origin, storedBy, storedAt }: Of<'pack'>, timeZone?: string): string {
  const name = storedBy === null ? '' : `${storedBy.name} (${storedBy.employeeNo})`;
  const when = storedAt === null ? [] : [t.date(storedAt, 'time', timeZone)];
  return [`${t.pair(pack)} ${version}`, t(`change-pack.${origin}`, { name }), ...when].join(' · ');
}
