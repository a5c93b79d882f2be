/** What a device (not a Miniserver) may ask of the outside: its own key, and chance. Same texts as `Env` of the Miniserver. */
export interface DeviceEnv {
  /** AES-256-GCM under this device's key; base64url. */
  seal(text: string): string
  /** `undefined` when it was not sealed under this device's key. */
  open(sealed: string): string | undefined
  random(bytes: number): string
}
