import { Link } from '@tanstack/react-router';
import type { PackRow } from '../../../contracts/api/packs.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { Differences } from './differences.tsx';
import { usePackWords } from './pack-words.ts';

/** All packs that a cycle may use: the newest of each name with what is new in it, then the earlier versions. */
export function PacksPage() {
  const p = usePackWords();
  const mayLoad = useMay('pack.load');
  const packs = useRead('listPacks', {});
  return (
    <>
      <PageHeading title={p('packs.title')}>
        <p className="soft">{p('packs.lead')}</p>
      </PageHeading>
      {mayLoad && (
        <p className="row">
          <Link to="/hr/packs/new" className="button">
            {p('packs.from-file')}
          </Link>
        </p>
      )}
      <Loaded of={packs}>
        {({ items }) => {
          const older = items.filter(({ newest }) => !newest);
          return (
            <>
              <PackTable caption={p('packs.newest')} packs={items.filter(({ newest }) => newest)} />
              {older.length > 0 && <PackTable caption={p('packs.older')} packs={older} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function PackTable({ caption, packs }: { readonly caption: string; readonly packs: readonly PackRow[] }) {
  const p = usePackWords();
  const t = useWords();
  return (
    <Table
      caption={caption}
      stacks
      rows={packs}
      keyOf={({ sha256 }) => sha256}
      columns={[
        {
          key: 'pack',
          title: p('packs.pack'),
          cell: ({ title, name, version, sha256 }) => (
            <>
              <Link to="/hr/packs/$sha256" params={{ sha256 }} aria-label={`${t.pair(title)}, ${name} ${version}`}>
                {t.pair(title)}
              </Link>
              <br />
              <span className="soft">{name}</span>
            </>
          ),
        },
        { key: 'version', title: p('packs.version'), cell: ({ version }) => version },
        { key: 'from', title: p('packs.from'), cell: ({ effectiveFrom }) => effectiveFrom },
        {
          key: 'origin',
          title: p('packs.origin'),
          cell: ({ shipped }) => p(shipped ? 'packs.shipped' : 'packs.own'),
        },
        { key: 'cycles', title: p('packs.cycles'), number: true, cell: ({ cycles }) => cycles },
        { key: 'news', title: p('packs.news'), cell: (pack) => <News of={pack} /> },
      ]}
    />
  );
}

/** What has changed since the version before. */
export function News({ of: { before, news } }: { readonly of: PackRow }) {
  const p = usePackWords();
  if (before === null) return p('packs.first');
  return (
    <details>
      <summary>{p('packs.since', { version: before.version, count: news.length })}</summary>
      <Differences of={news} />
    </details>
  );
}
