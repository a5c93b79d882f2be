import { RigError } from '../../../sim/domain/errors.ts'
import { sourceText } from '../source-line.ts'

/** What USB says of an adapter, in `udev`'s words. What is left out may be anything. */
export interface UsbIdentity {
  readonly serialNumber?: string | undefined
  /** Four hexadecimal digits, in any case. */
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
}

/** A serial port as `SerialPort.list()` has it. One that is not on USB has its path alone. */
export interface ListedPort extends UsbIdentity {
  readonly path: string
  readonly manufacturer?: string | undefined
  /** On Linux its name in `/dev/serial/by-id`. */
  readonly pnpId?: string | undefined
  /** On Linux its path in `/dev/serial/by-path`, which says in which socket it is. */
  readonly socket?: string | undefined
}

/** Which port a rig file means: by its device file, or by what USB says of it. */
export type PortChoice = string | UsbIdentity

const PORTS_SHOWN_MAX = 8

/** Ports of the mainboard and of cards in it: what udev calls their vendor and product is what PCI says, not USB. */
const NEVER_ON_USB = /^\/dev\/tty(?:S|AMA|O|MFD)\d+$/
const USB_ID = /^(?:0x)?(?<digits>[0-9a-f]{4})$/i

/** A port without what lists say of it that is no fact of USB: empty words, names where ids should be, ids of another bus. */
export function putRight(port: ListedPort): ListedPort {
  const { serialNumber, vendorId, productId, ...rest } = port
  if (NEVER_ON_USB.test(port.path)) return rest
  const said = { serialNumber: serialNumber || undefined, vendorId: digitsOf(vendorId), productId: digitsOf(productId) }
  return { ...rest, ...identityOf(said) }
}

/**
 * The path of the one port that USB says this of, wherever it is plugged in.
 *
 * @throws RigError `READER_ABSENT` with the ports there are where none is that one, `USAGE` with what to write where several are
 */
export function portOnUsb(place: string, wanted: UsbIdentity, ports: readonly ListedPort[]): string {
  const [port, ...others] = ports.filter((each) => isMeant(each, wanted))
  if (port === undefined) {
    const there = ports.slice(0, PORTS_SHOWN_MAX).map(portText).join('; ') || 'none'
    throw new RigError('READER_ABSENT', `${place}: no serial port is ${identityText(wanted)}. There are: ${there}.`)
  }
  if (others.length === 0) return port.path
  const fitting = [port, ...others]
  const choices = fitting.map((each) => sourceText(sourceOfPort(each, ports))).join(' or ')
  throw new RigError(
    'USAGE',
    `${place}: ${fitting.length} serial ports are ${identityText(wanted)}: ${fitting.map(portText).join('; ')}. Say which is meant: ${choices}.`,
  )
}

/**
 * What a rig file writes to mean this port and no other of them: what USB says of it, which stays when it is plugged in elsewhere;
 * else its name in `/dev/serial/by-id`; else the socket it is in; else its path, which may be another one after the next boot.
 */
export function sourceOfPort(port: ListedPort, ports: readonly ListedPort[]) {
  const usb = identityOf(port)
  const isAlone = (is: (each: ListedPort) => boolean): boolean => ports.filter(is).length === 1
  if (Object.keys(usb).length > 0 && isAlone((each) => isMeant(each, usb))) return { kind: 'serial', usb } as const
  const { path, pnpId } = port
  const isById = pnpId !== undefined && path.startsWith('/dev/') && isAlone((each) => each.pnpId === pnpId)
  return { kind: 'serial', path: isById ? `/dev/serial/by-id/${pnpId}` : (port.socket ?? path) } as const
}

/** `/dev/ttyUSB0 (USB 0403:6001, serial number A50285BI)`. */
export function portText(port: ListedPort): string {
  return Object.keys(identityOf(port)).length === 0 ? port.path : `${port.path} (${identityText(port)})`
}

function isMeant(port: ListedPort, { serialNumber, vendorId, productId }: UsbIdentity): boolean {
  return (
    (serialNumber === undefined || port.serialNumber === serialNumber) &&
    isSameId(port.vendorId, vendorId) &&
    isSameId(port.productId, productId)
  )
}

function digitsOf(id: string | undefined): string | undefined {
  return USB_ID.exec(id ?? '')?.groups?.digits
}

function isSameId(id: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || id?.toLowerCase() === wanted.toLowerCase()
}

function identityOf({ serialNumber, vendorId, productId }: UsbIdentity): UsbIdentity {
  return {
    ...(serialNumber !== undefined && { serialNumber }),
    ...(vendorId !== undefined && { vendorId }),
    ...(productId !== undefined && { productId }),
  }
}

function identityText({ serialNumber, vendorId, productId }: UsbIdentity): string {
  const ids = vendorId === undefined && productId === undefined ? '' : ` ${vendorId ?? '*'}:${productId ?? '*'}`
  const number = serialNumber === undefined ? [] : [`serial number ${serialNumber}`]
  return [`USB${ids}`, ...number].join(', ')
}
