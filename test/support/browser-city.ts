import type { Browser } from 'playwright-core';
import { buildWeb } from '../../local/build-web.ts';
import { type ApiCity, apiCity } from '../api/support.ts';
import { type Window, type WindowOptions, openWindow, startBrowser } from './browser.ts';

/** The small city, served with its pages, and a browser to look at them. */
export interface BrowserCity extends ApiCity {
  readonly origin: string;
  readonly browser: Browser;
  /** A window in which somebody is signed in. */
  readonly windowOf: (employeeNo: string, options?: Pick<WindowOptions, 'width'>) => Promise<Window>;
}

export async function startBrowserCity(): Promise<BrowserCity> {
  const city = await apiCity({ webRoot: await buildWeb() });
  try {
    const origin = await city.app.listen({ host: '127.0.0.1', port: 0 });
    const browser = await startBrowser();
    return {
      ...city,
      origin,
      browser,
      windowOf: async (employeeNo, options) =>
        openWindow(browser, { origin, cookie: (await city.signIn(employeeNo)).cookie, ...options }),
      drop: async () => {
        await browser.close();
        await city.drop();
      },
    };
  } catch (error) {
    await city.drop();
    throw error;
  }
}
