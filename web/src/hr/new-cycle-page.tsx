import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useRead } from '../api/queries.ts';
import { Input, Select } from '../ui/input.tsx';
import { Loaded, PageHeading, Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { type CycleDraft, EMPTY_DRAFT, type Pack, clockStart, committeeOf, createCycle } from './cycle-draft.ts';

/** Plans a cycle; the launch is another page and another decision. */
export function NewCyclePage() {
  const t = useWords();
  const packs = useRead('listPacks', {});
  return (
    <div className="narrow">
      <PageHeading title={t('hr.new-cycle')}>
        <p className="soft">{t('hr.created-nothing-launched')}</p>
      </PageHeading>
      <Loaded of={packs}>{({ items }) => <DraftForm packs={items.filter(({ id, newest }) => id !== null || newest)} />}</Loaded>
    </div>
  );
}

function DraftForm({ packs }: { readonly packs: readonly Pack[] }) {
  const t = useWords();
  const router = useRouter();
  const year = String(new Date().getFullYear());
  const [draft, setDraft] = useState<CycleDraft>({ ...EMPTY_DRAFT, year });
  const pack = packs.find(({ sha256 }) => sha256 === draft.pack);
  const change = (part: Partial<CycleDraft>) => {
    setDraft({ ...draft, ...part });
  };
  const making = useMutation({
    mutationFn: () => createCycle(draft, pack),
    onSuccess: (id) => router.navigate({ to: '/hr/cycles/$id/launch', params: { id } }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <form className="card" onSubmit={submit}>
      <Problem error={making.error} />
      <Input
        label={t('hr.name')}
        value={draft.name}
        required
        onChange={(name) => {
          change({ name });
        }}
      />
      <Input
        label={t('hr.year')}
        type="number"
        value={draft.year}
        required
        onChange={(given) => {
          change({ year: given });
        }}
      />
      <Rules packs={packs} pack={pack} draft={draft} change={change} />
      <Input
        label={t('hr.grades')}
        value={draft.grades}
        onChange={(grades) => {
          change({ grades });
        }}
      />
      {pack?.asksCommittee === true && <Committee pack={pack} draft={draft} change={change} />}
      <Clock draft={draft} change={change} />
      <button className="main" disabled={making.isPending}>
        {t('hr.create')}
      </button>
    </form>
  );
}

interface PartProps {
  readonly draft: CycleDraft;
  readonly change: (part: Partial<CycleDraft>) => void;
}

interface RulesProps extends PartProps {
  readonly packs: readonly Pack[];
  readonly pack: Pack | undefined;
}

/** The pack, which nobody chooses for HR, and where it has periods which of them. */
function Rules({ packs, pack, draft, change }: RulesProps) {
  const t = useWords();
  const named = packs.map(({ sha256, title, name, version, effectiveFrom }) => ({
    value: sha256,
    words: t('hr.pack-option', { title: t.pair(title), name, version, from: effectiveFrom }),
  }));
  const periods = (pack?.periods ?? []).map(({ key, title }) => ({ value: key, words: t.pair(title) }));
  return (
    <>
      <Select
        label={t('hr.pack')}
        value={draft.pack}
        required
        options={[{ value: '', words: t('form.choose') }, ...named]}
        onChange={(chosen) => {
          change({ pack: chosen, period: '' });
        }}
      />
      {periods.length > 0 && (
        <Select
          label={t('hr.period')}
          value={draft.period}
          options={[{ value: '', words: t('hr.whole-year') }, ...periods]}
          onChange={(period) => {
            change({ period });
          }}
        />
      )}
    </>
  );
}

function Committee({ pack, draft, change }: PartProps & { readonly pack: Pack }) {
  const t = useWords();
  const { quorum, withoutQuorum } = pack;
  const people = committeeOf(draft).size;
  const small = withoutQuorum === 'meets-again' ? 'hr.committee-too-small' : 'hr.committee-alone';
  return (
    <>
      <Input
        label={t('hr.chair')}
        value={draft.chair}
        required
        onChange={(chair) => {
          change({ chair });
        }}
      />
      <Input
        label={t('hr.members')}
        value={draft.members}
        onChange={(members) => {
          change({ members });
        }}
      />
      {draft.chair.trim() !== '' && people < quorum && <p role="status">{t(small, { people, quorum })}</p>}
    </>
  );
}

function Clock({ draft, change }: PartProps) {
  const t = useWords();
  return (
    <>
      <div className="choice">
        <input
          type="checkbox"
          id="rehearsal"
          checked={draft.rehearsal}
          onChange={(event) => {
            change({ rehearsal: event.target.checked });
          }}
        />
        <label htmlFor="rehearsal">{t('hr.make-rehearsal')}</label>
      </div>
      {draft.rehearsal && (
        <Input
          label={t('hr.rehearsal-from')}
          type="datetime-local"
          value={clockStart(draft)}
          required
          onChange={(from) => {
            change({ from });
          }}
        />
      )}
    </>
  );
}
