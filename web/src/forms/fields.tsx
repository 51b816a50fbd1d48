import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { TextCount } from '../ui/text-count.tsx';
import { Audience } from './audience.tsx';
import { useField, useForm } from './form.tsx';
import { type Option, OptionList } from './option-list.tsx';

interface FieldProps {
  readonly path: string;
  /** Other words than the field's own. */
  readonly label?: string;
  readonly help?: string | undefined;
  readonly optional?: boolean;
}

/** What every input of a field has. */
interface InputAttributes {
  readonly id: string;
  readonly value: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

interface FrameProps extends FieldProps {
  readonly children: (input: InputAttributes) => ReactNode;
  readonly audience?: boolean;
  /** Tells from its first letter on how much room there is; a line only when that comes to an end. */
  readonly isLong?: boolean;
}

/** Label, help, what is wrong, and the input, tied together for screen readers. */
function Frame({ path, label, help, optional = false, audience = false, isLong = false, children }: FrameProps) {
  const t = useWords();
  const field = useField(path);
  const text = asText(field.value);
  const most = field.limit !== undefined && (isLong || text.length > field.limit * 0.8) ? field.limit : undefined;
  const described = [
    audience && `${field.id}-audience`,
    help !== undefined && `${field.id}-help`,
    field.problem !== undefined && `${field.id}-problem`,
    most !== undefined && `${field.id}-count`,
  ].filter((id) => id !== false);
  return (
    <div className="field">
      <label htmlFor={field.id}>
        {field.group !== '' && <span className="unseen">{field.group} </span>}
        {label ?? field.label}
        {optional && <span className="soft"> {t('field.optional')}</span>}
      </label>
      {audience && <Audience id={`${field.id}-audience`} />}
      {help !== undefined && (
        <p className="help" id={`${field.id}-help`}>
          {help}
        </p>
      )}
      {field.problem !== undefined && (
        <p className="problem" id={`${field.id}-problem`}>
          {field.problem}
        </p>
      )}
      {children({
        id: field.id,
        value: text,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': field.problem !== undefined || (most !== undefined && text.length > most),
      })}
      {most !== undefined && <TextCount id={`${field.id}-count`} text={text} most={most} />}
    </div>
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A text box; who will see it stands above it. */
export function TextArea({ rows = 4, ...props }: FieldProps & { readonly rows?: number }) {
  const { change } = useField(props.path);
  return (
    <Frame {...props} audience isLong>
      {(input) => (
        <textarea
          {...input}
          rows={rows}
          onChange={(event) => {
            change(event.target.value);
          }}
        />
      )}
    </Frame>
  );
}

interface LineProps extends FieldProps {
  readonly type?: 'text' | 'date';
  readonly decimal?: boolean;
  /** An empty line is no value at all. */
  readonly emptyIs?: null;
}

export function LineField({ type = 'text', decimal = false, emptyIs, ...props }: LineProps) {
  const { change } = useField(props.path);
  return (
    <Frame {...props}>
      {(input) => (
        <input
          {...input}
          type={type}
          inputMode={decimal ? 'decimal' : undefined}
          onChange={(event) => {
            const text = event.target.value;
            change(text === '' && emptyIs === null ? null : text);
          }}
        />
      )}
    </Frame>
  );
}

/** A whole number; empty is null. */
export function CountField(props: FieldProps) {
  const { change } = useField(props.path);
  return (
    <Frame {...props}>
      {(input) => (
        <input
          {...input}
          inputMode="numeric"
          onChange={(event) => {
            const digits = event.target.value.replace(/\D/g, '').slice(0, 6);
            change(digits === '' ? null : Number(digits));
          }}
        />
      )}
    </Frame>
  );
}

export function SelectField({ options, ...props }: FieldProps & { readonly options: readonly Option[] }) {
  const t = useWords();
  const { change } = useField(props.path);
  return (
    <Frame {...props}>
      {(input) => (
        <select
          {...input}
          onChange={(event) => {
            change(event.target.value === '' ? null : event.target.value);
          }}
        >
          <option value="">{t('form.choose')}</option>
          <OptionList options={options} />
        </select>
      )}
    </Frame>
  );
}

interface ChoiceProps extends FieldProps {
  readonly options: readonly Option[];
  /** How a choice is written into the form. */
  readonly as?: (value: string) => unknown;
}

/** One of few answers, each with its meaning below. */
export function ChoiceField({ path, label, help, options, as = (value) => value }: ChoiceProps) {
  const { task } = useForm();
  const field = useField(path);
  const chosen = field.value === null || field.value === undefined ? undefined : JSON.stringify(field.value);
  return (
    <fieldset
      className="bare field"
      id={field.id}
      tabIndex={-1}
      aria-describedby={field.problem === undefined ? undefined : `${field.id}-problem`}
    >
      <legend>
        {field.group !== '' && <span className="unseen">{field.group} </span>}
        {label ?? field.label}
      </legend>
      {help !== undefined && <p className="help">{help}</p>}
      {field.problem !== undefined && (
        <p className="problem" id={`${field.id}-problem`}>
          {field.problem}
        </p>
      )}
      {options.map((option) => (
        <div className="choice" key={option.value}>
          <input
            type="radio"
            id={`${field.id}-${option.value}`}
            name={`${task.id}${path}`}
            checked={chosen === JSON.stringify(as(option.value))}
            onChange={() => {
              field.change(as(option.value));
            }}
          />
          <label htmlFor={`${field.id}-${option.value}`}>
            {option.words}
            {option.help !== undefined && <span className="help">{option.help}</span>}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
