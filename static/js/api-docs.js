// Draws the API's description on its page. Tokens typed there stay in the page and are never stored.
"use strict";

(() => {
  const place = document.getElementById("api-docs");
  window.SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    deepLinking: true,
    persistAuthorization: false,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
})();
