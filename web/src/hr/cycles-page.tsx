import { Link } from '@tanstack/react-router';
import { cycleStage } from '../../../domain/cycle/stage.ts';
import { useMay } from '../app/session.tsx';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';

/** HR's first page: every cycle, the two beginnings, and the rules. */
export function CyclesPage() {
  const t = useWords();
  const mayPlan = useMay('cycle.create');
  const mayRecordAbsences = useMay('people.absence');
  const cycles = useRead('listCycles', {});
  return (
    <>
      <PageHeading title={t('hr.cycles')} />
      <p className="row">
        {mayPlan && (
          <>
            <Link to="/hr/import" className="button">
              {t('page.import')}
            </Link>
            <Link to="/hr/new" className="button">
              {t('hr.new-cycle')}
            </Link>
          </>
        )}
        <Link to="/hr/packs" className="button">
          {t('hr.packs')}
        </Link>
        <Link to="/hr/addresses" className="button">
          {t('addresses.title')}
        </Link>
        {mayRecordAbsences && (
          <Link to="/hr/absences" className="button">
            {t('absences.title')}
          </Link>
        )}
        <Link to="/hr/roles" className="button">
          {t('roles.title')}
        </Link>
      </p>
      <Loaded of={cycles}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('hr.no-cycles')}</p>
          ) : (
            <Table
              caption={t('hr.cycles')}
              captionUnseen
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: 'name',
                  title: t('hr.name'),
                  cell: ({ id, name, launchedAt }) => (
                    <Link to={launchedAt === null ? '/hr/cycles/$id/launch' : '/hr/cycles/$id'} params={{ id }}>
                      {name}
                    </Link>
                  ),
                },
                { key: 'year', title: t('hr.year'), number: true, cell: ({ year }) => year },
                { key: 'period', title: t('hr.period'), cell: ({ period }) => (period === null ? '' : t.pair(period.title)) },
                { key: 'pack', title: t('hr.pack'), cell: ({ pack }) => `${t.pair(pack.title)} ${pack.version}` },
                { key: 'state', title: t('hr.state'), cell: (cycle) => t(`hr.${cycleStage(cycle)}`) },
                {
                  key: 'rehearsal',
                  title: t('hr.rehearsal'),
                  cell: ({ rehearsalId }) => (rehearsalId === null ? '' : t('hr.is-rehearsal')),
                },
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}
