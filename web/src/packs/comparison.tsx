import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PackRow } from '../../../contracts/api/packs.ts';
import type { Answer } from '../../../contracts/api/routes.ts';
import { diffOf } from '../../../domain/packs/diff.ts';
import { useRead } from '../api/queries.ts';
import { Select } from '../ui/input.tsx';
import { Loaded } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { PackChanges } from './differences.tsx';
import { usePackWords } from './pack-words.ts';

const PAGE = '/inside/hr/packs/$sha256';

/** What is different from another pack: at first the one that it was just copied from, then whichever is chosen. */
export function Comparison({ of }: { readonly of: Answer<'getPack'> }) {
  const p = usePackWords();
  const t = useWords();
  const navigate = useNavigate();
  const { against = '' } = useSearch({ from: PAGE });
  const packs = useRead('listPacks', {});
  const optionOf = ({ sha256, title, name, version }: PackRow) => ({
    value: sha256,
    words: `${t.pair(title)} · ${name} ${version}`,
  });
  return (
    <>
      <Select
        label={p('packs.compare')}
        value={against}
        options={[
          { value: '', words: t('form.choose') },
          ...(packs.data?.items ?? []).filter(({ sha256 }) => sha256 !== of.sha256).map(optionOf),
        ]}
        onChange={(chosen) => {
          void navigate({
            to: '/hr/packs/$sha256',
            params: { sha256: of.sha256 },
            search: chosen === '' ? {} : { against: chosen },
            replace: true,
          });
        }}
      />
      {against !== '' && <Compared before={against} after={of} />}
    </>
  );
}

function Compared({ before, after }: { readonly before: string; readonly after: Answer<'getPack'> }) {
  const base = useRead('getPack', { params: { sha256: before } });
  return <Loaded of={base}>{(pack) => <PackChanges against={pack} of={diffOf(pack.content, after.content)} />}</Loaded>;
}
