import type { Credential } from '../domain/access/credential.ts'
import type { DeviceEffect, DeviceTimer } from '../domain/device-step.ts'
import { RigError } from '../domain/errors.ts'
import { credentialOf } from '../domain/sealed-credential.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusPresence } from './bus-presence.ts'

/** What effects go to; `nowMs` by the device's monotonic time. */
interface Outside {
  readonly presence: BusPresence
  readonly timers: { set(timer: DeviceTimer, atMonotonicMs: number): void; cancel(timer: DeviceTimer): void }
  readonly nowMs: number
}

/** Carries out the effects of a device that presents credentials. */
export function carryOut(effects: readonly DeviceEffect[], { presence, timers, nowMs }: Outside): void {
  for (const effect of effects) {
    switch (effect.type) {
      case 'offer': {
        const { id, name, sealed, source, presentedAtMs, typedMs, causedBy, fault } = effect.presentation
        const more = {
          ...(sealed !== undefined && { sealed }),
          ...(typedMs !== undefined && { typedMs }),
          ...(fault !== undefined && { fault }),
        }
        const data = { ageMs: nowMs - presentedAtMs, source, ...more }
        presence.publish({ channel: 'event', name, data }, { id, ...(causedBy !== undefined && { causedBy }) })
        break
      }
      case 'state': {
        const { name, value, causedBy } = effect
        presence.publish({ channel: 'state', name, data: { value } }, causedBy === undefined ? {} : { causedBy })
        break
      }
      case 'unsupported':
        presence.publish({ channel: 'event', name: 'unsupported', data: { ageMs: 0 } }, { causedBy: effect.causedBy })
        break
      case 'set-timer':
        timers.set(effect.timer, effect.atMonotonicMs)
        break
      case 'cancel-timer':
        timers.cancel(effect.timer)
    }
  }
}

/** The credential that a command carries; `undefined` where nobody sealed it for this device and this message. */
export function commandedCredential(messageId: string, sealed: string, env: DeviceEnv): Credential | undefined {
  try {
    return credentialOf(messageId, env.open(sealed))
  } catch (error) {
    if (error instanceof RigError) return undefined
    throw error
  }
}
