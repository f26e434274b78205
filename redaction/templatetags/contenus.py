from django import template

from redaction.registre import sorte_de

register = template.Library()


@register.simple_tag(takes_context=True)
def carte(context, contenu, **options):
    """Render the card of a content, whatever its kind, with the options of that card: `{% carte contenu niveau=3 %}`."""
    sorte = sorte_de(contenu)
    with context.push(**{sorte.variable: contenu, **options}):
        return context.template.engine.get_template(sorte.carte).render(context)
