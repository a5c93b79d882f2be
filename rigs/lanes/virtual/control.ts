import { RigError } from '../../../sim/domain/errors.ts'
import type { ControlReply } from '../../../sim/domain/miniserver/effect.ts'
import type { World } from '../../../sim/world/world.ts'
import type { Estate, RequestOutcome } from '../../estate.ts'
import { refusal } from '../refusal.ts'
import type { Gate } from './gate.ts'
import type { VirtualSite } from './site.ts'

const ANSWER_DEADLINE_MS = 30_000

/** The control APIs of the Miniservers of the virtual world. */
export function virtualControl(
  world: World,
  sites: ReadonlyMap<string, VirtualSite>,
  gate: Gate,
): Pick<Estate, 'control' | 'putRequests'> {
  const submit = (...[site, caller, command]: Parameters<Estate['control']>) => {
    const replies: ControlReply[] = []
    const at = sites.get(site)
    at?.unit.process.enter(() => at.miniserver.control(caller, command, (reply) => replies.push(reply)))
    return replies
  }
  return {
    async control(site, caller, command) {
      const replies = submit(site, caller, command)
      await gate.passed()
      world.runUntil(() => replies.length > 0, world.monotonicMs + ANSWER_DEADLINE_MS)
      const [reply] = replies
      if (reply === undefined) throw new RigError('DEADLINE', `the Miniserver of ${site} does not answer`)
      if (!reply.ok) throw refusal(reply)
      return reply.value
    },
    async putRequests(requests, forMs) {
      const asked = requests.map(({ site, caller, command, afterMs }) => {
        const one: { replies: readonly ControlReply[] } = { replies: [] }
        world.after(afterMs, () => {
          one.replies = submit(site, caller, command)
        })
        return one
      })
      world.advance(forMs)
      const areAnswered = (): boolean => asked.every(({ replies }) => replies.length > 0)
      world.runUntil(areAnswered, world.monotonicMs + ANSWER_DEADLINE_MS)
      return asked.map(({ replies: [reply] }): RequestOutcome => {
        if (reply === undefined) return { code: 'DEADLINE' }
        return reply.ok ? {} : { code: refusal(reply).code }
      })
    },
  }
}
