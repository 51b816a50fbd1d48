import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Command, CommandName, CommandPreview, Selection } from '../../../contracts/commands.ts';
import { type LeftOpen, cycleStage, fitsStage, hasSomethingToEnd } from '../../../domain/cycle/stage.ts';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Select } from '../ui/input.tsx';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { CommandArguments, argumentsOf } from './command-arguments.tsx';
import type { Given } from './command-arguments.tsx';
import { Findings } from './findings.tsx';

interface CommandPanelProps {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly commands: readonly CommandName[];
  /** Of the selection; in an archived cycle nothing is offered that would end nothing. */
  readonly left?: LeftOpen;
  /** Arguments that the page knows already. */
  readonly known?: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly command: Command;
  readonly preview: CommandPreview;
  readonly key: string;
}

/** Choose what to do, see what it would do, say why, and request it. Nothing for who may not ask, or where the cycle has come too far for all of it. */
export function CommandPanel(props: CommandPanelProps) {
  const { data: cycle } = useRead('getCycle', { params: { id: props.cycleId } });
  const mayAsk = useMay('command.request');
  if (cycle === undefined || !mayAsk) return null;
  const { left, commands } = props;
  const stage = cycleStage(cycle);
  const [first, ...others] = commands.filter(
    (command) => fitsStage(command, stage) && (stage !== 'archived' || left === undefined || hasSomethingToEnd(command, left)),
  );
  return first === undefined ? null : <Choice {...props} commands={[first, ...others]} />;
}

interface ChoiceProps extends CommandPanelProps {
  readonly commands: readonly [CommandName, ...CommandName[]];
}

function Choice({ cycleId, selection, commands, known = {} }: ChoiceProps) {
  const t = useWords();
  const [chosen, setName] = useState<CommandName>(commands[0]);
  const name = commands.includes(chosen) ? chosen : commands[0];
  const [given, setGiven] = useState<Given>({});
  const asking = useMutation({
    mutationFn: async (): Promise<Asked> => {
      const command = { command: name, cycleId, selection, arguments: { ...argumentsOf(name, given), ...known } } as Command;
      const preview = await call('previewCommand', { body: command, query: {} });
      return { command, preview, key: `web-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}` };
    },
  });
  return (
    <section className="card narrow" aria-label={commands.length === 1 ? t(`command.${name}`) : t('command.which')}>
      <Problem error={asking.error} />
      {asking.data === undefined ? (
        <>
          {commands.length > 1 && (
            <Select
              label={t('command.which')}
              value={name}
              options={commands.map((value) => ({ value, words: t(`command.${value}`) }))}
              onChange={(value) => {
                setName(value as CommandName);
              }}
            />
          )}
          <CommandArguments
            command={name}
            given={given}
            onChange={(argument, value) => {
              setGiven({ ...given, [argument]: value });
            }}
          />
          <button
            type="button"
            className="main"
            disabled={asking.isPending}
            onClick={() => {
              asking.mutate();
            }}
          >
            {t('command.preview')}: {t(`command.${name}`)}
          </button>
        </>
      ) : (
        <Request
          key={asking.data.key}
          asked={asking.data}
          onChange={() => {
            asking.reset();
          }}
        />
      )}
    </section>
  );
}

function Request({ asked, onChange }: { readonly asked: Asked; readonly onChange: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const { command, preview, key } = asked;
  const [reason, setReason] = useState('');
  const what = t(`command.${preview.command}`);
  const requesting = useMutation({
    mutationFn: () => {
      const body = { ...command, reason, idempotencyKey: key, previewSha256: preview.sha256 };
      return call('requestCommand', { body: body });
    },
    onSuccess: () => queries.invalidateQueries(),
  });
  if (requesting.data !== undefined) {
    return (
      <div className="notice good" role="status">
        <p>{t('command.requested', { state: t(`request.state.${requesting.data.state}`) })}</p>
        <Link to="/requests">{t('command.to-requests')}</Link>
      </div>
    );
  }
  return (
    <>
      <h2>{what}</h2>
      <p role="status">
        {t('command.affected', { count: preview.affected })} {preview.needsSecondPerson && t('command.needs-second')}
      </p>
      <Findings title={t('command.blocked')} findings={preview.blockedBy} bad />
      <Findings title={t('command.look')} findings={preview.pleaseLook} />
      <Problem error={requesting.error} />
      {preview.blockedBy.length === 0 && (
        <div className="field">
          <label htmlFor={`reason-${key}`}>{t('command.reason')}</label>
          <textarea
            id={`reason-${key}`}
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        </div>
      )}
      <p className="row">
        {preview.blockedBy.length === 0 && (
          <button
            type="button"
            className="main"
            disabled={requesting.isPending || reason.trim() === ''}
            onClick={() => {
              requesting.mutate();
            }}
          >
            {t('command.request', { what })}
          </button>
        )}
        <button type="button" onClick={onChange}>
          {t('command.change')}
        </button>
      </p>
    </>
  );
}
