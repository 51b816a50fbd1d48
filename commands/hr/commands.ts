import type { CommandName } from '../../contracts/commands.ts';
import type { HrCommand } from './command.ts';
import { callAgain } from './call-again.ts';
import { launchCycle } from './launch-cycle.ts';
import { launchMissing } from './launch-missing.ts';
import { publish } from './publish.ts';
import { correctResult } from './correct-result.ts';
import { decideSilence } from './decide-silence.ts';
import { followList } from './follow-list.ts';
import { extendTasks } from './extend-tasks.ts';
import { reassign } from './reassign.ts';
import { reinstate } from './reinstate.ts';
import { remind } from './remind.ts';
import { resendMail } from './resend-mail.ts';
import { retryFailed } from './retry-failed.ts';
import { rewind } from './rewind.ts';
import { withdraw } from './withdraw.ts';
import { pause, resume } from './pause.ts';

/** Everything that HR can order, by name. */
const COMMANDS: { readonly [N in CommandName]: HrCommand<N> } = {
  'launch-cycle': launchCycle,
  'launch-missing': launchMissing,
  publish,
  'extend-tasks': extendTasks,
  pause,
  resume,
  reassign,
  'follow-list': followList,
  remind,
  withdraw,
  reinstate,
  'decide-silence': decideSilence,
  'call-again': callAgain,
  rewind,
  'retry-failed': retryFailed,
  'correct-result': correctResult,
  'resend-mail': resendMail,
};

/** The command of a name whose arguments have been checked by `commandSchema`. */
export function commandOf(name: CommandName): HrCommand<CommandName> {
  return COMMANDS[name];
}
