import { backUp } from './back-up.ts'
import { crash } from './crash.ts'
import { cut } from './cut.ts'
import { delay } from './delay.ts'
import { drop } from './drop.ts'
import { forward } from './forward.ts'
import { heal } from './heal.ts'
import { internet } from './internet.ts'
import { pause } from './pause.ts'
import { power } from './power.ts'
import { reorder } from './reorder.ts'
import { repeat } from './repeat.ts'
import { restore } from './restore.ts'
import { resume } from './resume.ts'
import { skew } from './skew.ts'

/** What the world does: to links, to clocks, to power and memory. */
export const WORLD_WORDS = [
  ...[cut, heal, delay, drop, repeat, reorder],
  ...[forward, internet],
  skew,
  ...[pause, resume, power, crash],
  ...[backUp, restore],
] as const
