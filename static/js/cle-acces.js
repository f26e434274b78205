// Passkeys (WebAuthn): what the server asks, and what the browser answers, are JSON whose bytes are in base64url.
"use strict";

function octets(texte) {
  const binaire = atob(texte.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binaire, (signe) => signe.charCodeAt(0));
}

function texte(tampon) {
  const binaire = String.fromCharCode(...new Uint8Array(tampon));
  return btoa(binaire).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

const avecOctets = (cles) => (cles || []).map((cle) => ({ ...cle, id: octets(cle.id) }));

async function creer({ publicKey: demande }) {
  const cle = await navigator.credentials.create({
    publicKey: {
      ...demande,
      challenge: octets(demande.challenge),
      user: { ...demande.user, id: octets(demande.user.id) },
      excludeCredentials: avecOctets(demande.excludeCredentials),
    },
  });
  return {
    attestationObject: texte(cle.response.attestationObject),
    clientDataJSON: texte(cle.response.clientDataJSON),
    transports: cle.response.getTransports ? cle.response.getTransports() : [],
    cle,
  };
}

async function montrer({ publicKey: demande }) {
  const cle = await navigator.credentials.get({
    publicKey: {
      ...demande,
      challenge: octets(demande.challenge),
      allowCredentials: avecOctets(demande.allowCredentials),
    },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = cle.response;
  return {
    authenticatorData: texte(authenticatorData),
    clientDataJSON: texte(clientDataJSON),
    signature: texte(signature),
    userHandle: userHandle ? texte(userHandle) : null,
    cle,
  };
}

function preparer(formulaire) {
  const options = JSON.parse(document.getElementById("cle-options").textContent);
  const bouton = formulaire.querySelector("[data-cle-bouton]");
  const refus = formulaire.querySelector("[data-cle-refus]");
  bouton.addEventListener("click", async () => {
    refus.hidden = true;
    bouton.disabled = true;
    try {
      const { cle, ...response } =
        formulaire.dataset.cle === "ajouter" ? await creer(options.creation_options) : await montrer(options.request_options);
      formulaire.elements.credential.value = JSON.stringify({
        id: cle.id,
        rawId: texte(cle.rawId),
        type: cle.type,
        response,
        clientExtensionResults: cle.getClientExtensionResults(),
      });
      formulaire.submit();
    } catch {
      // Refused by the person, out of time, or no such key here: the browser does not say which.
      refus.hidden = false;
      bouton.disabled = false;
    }
  });
}

document.querySelectorAll("form[data-cle]").forEach(preparer);
