import { readEnvironment } from '../../contracts/environment.ts';
import { examineDatabase } from './database.ts';
import { check, type Finding } from './finding.ts';
import { examineTemporal } from './temporal.ts';

const OLDEST_NODE = 24;

/** Everything that can be checked with the addresses that are given; an address that is missing or wrong is a finding. */
export async function examine(env: Readonly<Record<string, string | undefined>>): Promise<readonly Finding[]> {
  const node = await check('node', () => {
    const ok = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE;
    return Promise.resolve({
      ok,
      told: ok ? process.versions.node : `${process.versions.node}; ${OLDEST_NODE} or newer is needed`,
    });
  });
  const database = await given(() => {
    const { DATABASE_URL } = readEnvironment(env, ['DATABASE_URL']);
    return examineDatabase(DATABASE_URL);
  });
  const temporal = await given(() => {
    const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = readEnvironment(env, [
      'TEMPORAL_ADDRESS',
      'TEMPORAL_NAMESPACE',
    ]);
    return examineTemporal({ address, namespace });
  });
  return [node, ...database, ...temporal];
}

async function given(look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ name: 'environment', ok: false, told: error instanceof Error ? error.message : String(error) }];
  }
}
