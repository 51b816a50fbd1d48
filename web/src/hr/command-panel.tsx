import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Command, CommandName, Selection } from '../../../contracts/commands.ts';
import { type LeftOpen, cycleStage, fitsStage, hasSomethingToEnd } from '../../../domain/cycle/stage.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Select } from '../ui/input.tsx';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { askedFor } from './asked.ts';
import { CommandArguments, argumentsOf } from './command-arguments.tsx';
import type { Given } from './command-arguments.tsx';
import { CommandRequest } from './command-request.tsx';

interface CommandPanelProps {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly commands: readonly CommandName[];
  /** Of the selection; in an archived cycle nothing is offered that would end nothing. */
  readonly left?: LeftOpen;
  /** Arguments that the page knows already. */
  readonly known?: Readonly<Record<string, unknown>>;
  /** What it is called where a page has several. */
  readonly label?: string;
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
  return first === undefined ? null : <Choice {...props} timeZone={cycle.timeZone} commands={[first, ...others]} />;
}

interface ChoiceProps extends CommandPanelProps {
  readonly timeZone: string;
  readonly commands: readonly [CommandName, ...CommandName[]];
}

function Choice({ cycleId, timeZone, selection, commands, known = {}, label }: ChoiceProps) {
  const t = useWords();
  const [chosen, setName] = useState<CommandName>(commands[0]);
  const name = commands.includes(chosen) ? chosen : commands[0];
  const [given, setGiven] = useState<Given>({});
  const asking = useMutation({
    mutationFn: () =>
      askedFor({ command: name, cycleId, selection, arguments: { ...argumentsOf(name, given, timeZone), ...known } } as Command),
  });
  return (
    <section className="card narrow" aria-label={label ?? (commands.length === 1 ? t(`command.${name}`) : t('command.which'))}>
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
            known={known}
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
        <CommandRequest
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
