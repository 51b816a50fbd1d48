// Plain JavaScript for Node 20, without packages: bootstrap.mjs needs it before anything is installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const lookMs = 500;
const shell = /^-?(?:ba|da|k|z|a)?sh$/;

/** A process's name and its parent, by /proc or by ps; undefined where neither tells. */
function told(pid) {
  try {
    const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return { name, parent: Number(parent) };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, path] = /^\s*(\d+)\s+(\S+)/.exec(stdout ?? '') ?? [];
    return path === undefined ? undefined : { name: path.replace(/^.*\//, ''), parent: Number(parent) };
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Calls `onEnd` once when the npm that started this process is gone, kill -9 included. npm hands no signal on that ends itself, and may stand
 * behind a shell that goes on waiting. Nothing happens where npm did not start it: whoever puts it behind a shell may close that one.
 */
export function watchNpm(onEnd) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const above = told(parent);
  const npm = above !== undefined && shell.test(above.name) ? above.parent : parent;
  const look = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(look);
    onEnd();
  }, lookMs);
  look.unref();
}
