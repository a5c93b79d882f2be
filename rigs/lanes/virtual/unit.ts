import type { Device } from '../../../sim/devices/device.ts'
import type { Miniserver } from '../../../sim/devices/miniserver.ts'
import type { VirtualApi } from '../../../sim/world/api.ts'
import type { VirtualBusClient } from '../../../sim/world/bus-client.ts'
import type { VirtualProcess } from '../../../sim/world/process.ts'
import type { VirtualStore } from '../../../sim/world/store.ts'

/** A device of the virtual world with what keeps it going there: its process, its line, its power. */
export interface VirtualUnit {
  readonly process: VirtualProcess
  readonly line: VirtualBusClient
  powerOn(): void
  /** Nothing is left of it but what it stored, and on the bus its last will. */
  powerOff(): void
}

/** `device` gives the one that is there now. */
export function deviceUnit(device: () => Device, process: VirtualProcess, line: VirtualBusClient): VirtualUnit {
  return {
    ...{ process, line },
    powerOn() {
      line.powerOn()
      device().powerOn()
    },
    powerOff() {
      device().powerOff()
      process.end()
      line.powerOff()
    },
  }
}

export interface MiniserverParts {
  readonly miniserver: () => Miniserver
  readonly process: VirtualProcess
  readonly line: VirtualBusClient
  readonly store: VirtualStore
  readonly sessions: VirtualApi
  /** Its place in the network between Miniservers. */
  readonly network: { cut(): void; mend(): void }
}

export function miniserverUnit({ miniserver, process, line, store, sessions, network }: MiniserverParts): VirtualUnit {
  return {
    ...{ process, line },
    powerOn() {
      network.mend()
      line.powerOn()
      miniserver().powerOn(store.load())
    },
    powerOff() {
      miniserver().powerOff()
      store.powerOff()
      sessions.loseAll()
      process.end()
      line.powerOff()
      network.cut()
    },
  }
}
