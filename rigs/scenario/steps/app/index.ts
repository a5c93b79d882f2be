import { ask } from './ask.ts'
import { logIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import { send } from './send.ts'
import { setPassword } from './set-password.ts'
import { switchTo } from './switch.ts'
import { unlock } from './unlock.ts'

/** What people do with a Loxone App. */
export const APP_WORDS = [logIn, logOut, unlock, send, setPassword, ask, switchTo] as const
