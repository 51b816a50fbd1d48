import { useId } from 'react';

const DECIMAL = String.raw`\s*-?\d{1,30}(\.\d{1,20})?\s*`;

interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'date' | 'datetime-local' | 'number' | 'email' | 'search';
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly help?: string | undefined;
  /** Digits, with a sign and a point where there are any. */
  readonly decimal?: boolean;
}

/** A labelled line outside of a task's form. */
export function Input({ label, value, onChange, type = 'text', required = false, maxLength, help, decimal = false }: InputProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {help !== undefined && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <input
        id={id}
        type={type}
        value={value}
        required={required}
        maxLength={maxLength}
        inputMode={decimal ? 'decimal' : undefined}
        pattern={decimal ? DECIMAL : undefined}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  readonly required?: boolean;
}

export function Select({ label, value, onChange, options, required = false }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        required={required}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, checked, onChange }: CheckboxProps) {
  const id = useId();
  return (
    <div className="choice">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

interface FileInputProps {
  readonly label: string;
  /** Endings and types, as `accept` of HTML has them. */
  readonly accept: string;
  readonly onChange: (file: File | undefined) => void;
}

export function FileInput({ label, accept, onChange }: FileInputProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={(event) => {
          onChange(event.target.files?.[0]);
        }}
      />
    </div>
  );
}
