import type { AsyncRouteComponent } from '@tanstack/react-router';
import type { PermissionRow } from '../../../domain/permissions.ts';
import { NotFound } from '../ui/page.tsx';
import { useMay } from './session.tsx';

/** A page for whom the row admits; to anybody else it does not exist, however it is opened. */
export function onlyFor(row: PermissionRow, Page: AsyncRouteComponent<object>): AsyncRouteComponent<object> {
  const OnlyFor = () => (useMay(row) ? <Page /> : <NotFound />);
  // The router loads a page's file before it shows the page.
  return Object.assign(OnlyFor, { ...(Page.preload && { preload: Page.preload }) });
}
