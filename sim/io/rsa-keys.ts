import 'reflect-metadata'
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes, webcrypto } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { X509CertificateGenerator } from '@peculiar/x509'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'

/** A Miniserver's RSA pair, for the key exchange of its public API only (docs/miniserver-protocol.md §1.3). */
export interface RsaKeys {
  readonly privateKey: KeyObject
  /** As `getPublicKey` tells it: an SPKI key on one line, labelled as a certificate. */
  readonly publicKeyText: string
  /** As `getcertificate` tells it: a certificate of that key, PEM. */
  readonly certificatePem: string
}

/**
 * A Miniserver's pair, made on first use and kept as `<serial>-api.pem` (0600) in `directory`, which is made if it is not there.
 *
 * Making one takes a tenth of a second of another thread. Rejects with FILE_UNREADABLE where the file can be neither read nor
 * written; the next call tries again.
 */
export function rsaKeys(directory: string, serial: Serial): () => Promise<RsaKeys> {
  let keys: Promise<RsaKeys> | undefined
  return () => {
    keys ??= loadOrMake(directory, serial).catch((cause: unknown) => {
      keys = undefined
      throw new RigError(
        'FILE_UNREADABLE',
        `The API key of ${serial} cannot be kept in ${directory}: is it writable?`,
        { cause },
      )
    })
    return keys
  }
}

async function loadOrMake(directory: string, serial: Serial): Promise<RsaKeys> {
  const file = join(directory, `${serial}-api.pem`)
  const stored = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined
    throw cause
  })
  if (stored !== undefined) return parse(stored)
  const made = await make(serial)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, made, { mode: 0o600 })
  await rename(draft, file)
  return parse(made)
}

/** The private key and its certificate as one PEM text. */
async function make(serial: Serial): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${serial}`,
    notBefore: new Date('2009-01-01T00:00:00Z'),
    notAfter: new Date('2099-12-31T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys: {
      privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
      publicKey: await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
    },
  })
  return `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate.toString('pem')}\n`
}

function parse(pem: string): RsaKeys {
  const privateKey = createPrivateKey(pem)
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  const certificatePem = pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----'))
  return { privateKey, publicKeyText: `-----BEGIN CERTIFICATE-----${spki}-----END CERTIFICATE-----`, certificatePem }
}
