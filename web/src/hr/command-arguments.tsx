import { REASSIGNABLE, WITHDRAWN_BECAUSE } from './command-lists.ts';
import type { CommandName } from '../../../contracts/commands.ts';
import { TASK_KINDS } from '../../../domain/tasks/kinds.ts';
import { instantOfLocal } from './instant-of-local.ts';
import { Input, Select } from '../ui/input.tsx';
import { useWords } from '../words/words.tsx';

export type Given = Readonly<Record<string, string>>;

interface ArgumentsProps {
  readonly command: CommandName;
  readonly given: Given;
  /** What the page has said already is not asked for. */
  readonly known?: Readonly<Record<string, unknown>>;
  readonly onChange: (name: string, value: string) => void;
}

/** What a command must be told beside whom it is for. */
export function CommandArguments({ command, given, known = {}, onChange }: ArgumentsProps) {
  const t = useWords();
  const line = (
    name: 'employeeNo' | 'insteadOf' | 'leftOn' | 'dueOn' | 'at' | 'toRound' | 'inMinutes',
    type: 'text' | 'date' | 'datetime-local' | 'number',
  ) =>
    known[name] === undefined && (
      <Input
        label={t(`command.${name}`)}
        type={type}
        value={given[name] ?? ''}
        onChange={(value) => {
          onChange(name, value);
        }}
      />
    );
  switch (command) {
    case 'extend-tasks':
      return line('dueOn', 'date');
    case 'call-again':
      return line('at', 'datetime-local');
    case 'launch-cycle':
    case 'publish':
      return line('inMinutes', 'number');
    case 'reassign':
      return (
        <>
          {known['as'] === undefined && (
            <Select
              label={t('command.as')}
              value={given['as'] ?? 'task'}
              options={REASSIGNABLE.map((value) => ({ value, words: t(`command.as.${value}`) }))}
              onChange={(value) => {
                onChange('as', value);
              }}
            />
          )}
          {known['as'] === 'member' && line('insteadOf', 'text')}
          {line('employeeNo', 'text')}
        </>
      );
    case 'withdraw':
      return (
        <>
          <Select
            label={t('command.why')}
            value={given['why'] ?? 'retired'}
            options={WITHDRAWN_BECAUSE.map((value) => ({ value, words: t(`command.why.${value}`) }))}
            onChange={(value) => {
              onChange('why', value);
            }}
          />
          {line('leftOn', 'date')}
        </>
      );
    case 'rewind':
      return (
        <>
          <Select
            label={t('command.toKind')}
            value={given['toKind'] ?? 'goals.draft'}
            options={TASK_KINDS.map((value) => ({ value, words: t(`task.${value}.name`) }))}
            onChange={(value) => {
              onChange('toKind', value);
            }}
          />
          {line('toRound', 'number')}
        </>
      );
    default:
      return null;
  }
}

/** The arguments as the contract wants them, local times by the cycle's zone; what was left empty keeps its meaning of "not said". */
export function argumentsOf(command: CommandName, given: Given, timeZone: string): Record<string, unknown> {
  const said = (name: string) => (given[name] ? { [name]: given[name] } : {});
  const number = (name: string) => (given[name] ? { [name]: Number(given[name]) } : {});
  switch (command) {
    case 'extend-tasks':
      return { dueOn: given['dueOn'] ?? '' };
    case 'call-again':
      return { at: given['at'] ? instantOfLocal(given['at'], timeZone) : '' };
    case 'launch-cycle':
    case 'publish':
      return number('inMinutes');
    case 'reassign':
      return { as: given['as'] ?? 'task', employeeNo: given['employeeNo'] ?? '', ...said('insteadOf') };
    case 'withdraw':
      return { why: given['why'] ?? 'retired', ...said('leftOn') };
    case 'rewind':
      return { toKind: given['toKind'] ?? 'goals.draft', ...number('toRound') };
    default:
      return {};
  }
}
