import type { ListedPort } from './usb-identity.ts'

/** One life of a serial port: from its opening until we close it, its cable is pulled or its driver gives up. */
export interface SerialSession {
  /** What comes, in the chunks in which it comes; ends with the port. One consumer at a time. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Resolves when the bytes are with the driver. Rejects when the port has ended. */
  write(bytes: readonly number[]): Promise<void>
  /** Resolves when the port has ended; with why, where that was not our doing. Never rejects. */
  readonly ended: Promise<Error | undefined>
  close(): Promise<void>
}

export interface SerialSettings {
  /** Device file: `/dev/ttyUSB0`. */
  readonly path: string
  readonly baudRate: number
}

/** What stands under serial readers; tests put a cable of their own here. */
export interface SerialSystem {
  /** Rejects with the driver's error when the port cannot be opened. */
  open(settings: SerialSettings): Promise<SerialSession>
  /** The ports there are. Throws READER_ABSENT where that cannot be found out, with the command that mends it. */
  list(): Promise<readonly ListedPort[]>
  /** Whether the device is there; false also where it may not be looked for. */
  isThere(path: string): boolean
  /** Watches from now on, once: `changed` resolves when the device may have come or gone since. Never rejects. */
  watch(path: string): DeviceWatch
}

export interface DeviceWatch extends Disposable {
  readonly changed: Promise<void>
}
