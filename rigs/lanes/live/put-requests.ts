import { setTimeout as passed } from 'node:timers/promises'
import { RigError } from '../../../sim/domain/errors.ts'
import type { Estate, RequestOutcome, TimedRequest } from '../../estate.ts'

/** Puts each request at its time, by the machine's clock. */
export async function putRequests(
  control: Estate['control'],
  requests: readonly TimedRequest[],
  forMs: number,
): Promise<RequestOutcome[]> {
  const over = passed(forMs)
  const outcomes = await Promise.all(
    requests.map(async ({ site, caller, command, afterMs }): Promise<RequestOutcome> => {
      await passed(afterMs)
      try {
        await control(site, caller, command)
        return {}
      } catch (error) {
        if (!(error instanceof RigError)) throw error
        return { code: error.code }
      }
    }),
  )
  await over
  return outcomes
}
