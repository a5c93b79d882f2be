import type { Device } from '../../../sim/devices/device.ts'
import type { Plain } from '../../../sim/devices/plain-data.ts'

/** A port that stays when another device takes the place of the one on it. */
export interface HandsOver {
  /** Calls `replace`, in which that happens. */
  handOver(replace: () => void): void
}

/** A device of the virtual world that can be built anew on the same ports. */
export class Replaceable<Kind extends Device> {
  readonly #ports: readonly HandsOver[]
  readonly #create: () => Kind
  #device: Kind

  /** What `create` builds on must stay: `ports` are those which have to know of a change. */
  constructor(ports: readonly HandsOver[], create: () => Kind) {
    this.#ports = ports
    this.#create = create
    this.#device = create()
  }

  /** The one that is there now. */
  get device(): Kind {
    return this.#device
  }

  /**
   * Puts a new device in the place of this one, which knows nothing but what the JSON text of its snapshot says.
   *
   * Nothing is said on the bus. Who still waits for the old one's answer is told that it has no power.
   */
  goThroughSnapshot(): void {
    const old = this.#device
    const text = JSON.stringify(old.snapshot())
    const replace = (): void => {
      this.#device = this.#create()
      this.#device.restore(JSON.parse(text) as Plain)
    }
    this.#ports.reduce((change, port) => () => port.handOver(change), replace)()
    old.powerOff()
  }
}
