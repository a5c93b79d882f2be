/** The origin of a Trust, as its program has it. Told to change, its administrator gives somebody another password. */
import type { Miniserver } from '../../sim/devices/miniserver.ts'
import { openEngine } from './engine.ts'
import { passwordOf, uuidOf } from './people.ts'
import { originProgram } from './programs.ts'
import { sayDone, serve, started } from './serve.ts'
import { liveUnit } from './unit.ts'

const ADMINISTRATOR = { user: 'admin', password: 'admin', scope: 'internal' } as const

const { plan, folder } = started()
const engine = await openEngine(folder)
const unit = await liveUnit({ unit: plan.origin, ca: plan.ca, engine, watch: () => {} })
let miniserver: Miniserver | undefined
let changes = 0

serve({
  listening: { [plan.origin.serial]: unit.address },
  async begin(addresses, ready) {
    miniserver = unit.powerOn(await originProgram(plan, addresses, unit.env.hash), addresses)
    await engine.whenIdle()
    ready()
  },
  /** Done is when it is acknowledged. */
  async change() {
    changes += 1
    const uuid = uuidOf(changes % plan.users)
    const change = { password: passwordOf(`another ${changes}`) }
    miniserver?.control(
      ADMINISTRATOR,
      { type: 'edit-program', edits: [{ type: 'edit-user', uuid, change }] },
      (reply) => {
        if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`)
        sayDone()
      },
    )
  },
  async close() {
    await unit[Symbol.asyncDispose]()
    await engine[Symbol.asyncDispose]()
  },
})
