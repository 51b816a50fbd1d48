import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface FocusedHeadingProps {
  readonly id?: string;
  readonly children: ReactNode;
}

/** The heading of what has just taken the place of something else: the focus goes on from here. */
export function FocusedHeading({ id, children }: FocusedHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <h2 id={id} ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
