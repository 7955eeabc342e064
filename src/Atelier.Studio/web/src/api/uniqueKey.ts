/** A key that no other request has. `crypto.randomUUID` exists only where the page came from this machine or by HTTPS. */
export const uniqueKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
