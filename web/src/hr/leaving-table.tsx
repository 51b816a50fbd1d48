import type { LeavingView } from '../../../contracts/api/departures.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { liesWords, rolesWords } from './lies-words.ts';

/** Who is to be recorded to have left, with what lies with each. */
export function LeavingTable({ people }: { readonly people: readonly LeavingView[] }) {
  const t = useWords();
  return (
    <Table
      caption={t('departure.people')}
      captionUnseen
      stacks
      rows={people}
      keyOf={({ employeeNo }) => employeeNo}
      columns={[
        { key: 'who', title: t('person.name'), cell: ({ name, employeeNo }) => `${name} (${employeeNo})` },
        { key: 'unit', title: t('person.unit'), cell: ({ unitName }) => unitName },
        { key: 'lies', title: t('departure.lies'), cell: (person) => <LiesWith person={person} /> },
      ]}
    />
  );
}

function LiesWith({ person: { lies, roles } }: { readonly person: LeavingView }) {
  const t = useWords();
  const inCycles = lies.map(({ cycle, ...rest }) =>
    t('departure.lies-in', { cycle: cycle.name, what: liesWords(t, rest).join(', ') }),
  );
  const all = [...inCycles, ...rolesWords(t, roles)];
  if (all.length === 0) return t('page.none');
  return all.map((words, index) => <p key={index}>{words}</p>);
}
