/** Members of a Trust, each as its program has it: said to be done whenever all of them have one more page of the origin, durably. */
import { openEngine } from './engine.ts'
import { memberProgram } from './programs.ts'
import { sayDone, serve, started } from './serve.ts'
import { liveUnit } from './unit.ts'

const { plan, folder, units } = started()
const engine = await openEngine(folder)
const pages = new Map(units.map(({ serial }) => [serial, 0]))
let told = 0
const members = await Promise.all(
  units.map((unit) =>
    liveUnit({
      ...{ unit, ca: plan.ca, engine },
      watch: (message) => {
        if (message.channel === 'notice' && message.name === 'trust-replicated') replicated(unit.serial)
      },
    }),
  ),
)

serve({
  listening: Object.fromEntries(units.map(({ serial }, at) => [serial, members[at]?.address ?? ''])),
  async begin(addresses, ready) {
    ready()
    for (const [at, unit] of units.entries()) {
      const member = members[at]
      member?.powerOn(await memberProgram(plan, unit, addresses, member.env.hash), addresses)
    }
  },
  async close() {
    for (const member of members) await member[Symbol.asyncDispose]()
    await engine[Symbol.asyncDispose]()
  },
})

function replicated(serial: string): void {
  pages.set(serial, (pages.get(serial) ?? 0) + 1)
  if (Math.min(...pages.values()) === told) return
  told += 1
  sayDone()
}
