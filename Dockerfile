# One image for all four processes: python -m actionplan.serve web | worker | mail | beat

FROM python:3.11-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --requirement /tmp/base.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=actionplan.settings.production \
    HOST=0.0.0.0 \
    PORT=8000 \
    MEDIA_ROOT=/media
# Letters of names on certificates that Typst does not bring.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends fonts-noto-core fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
 && install --directory --owner=portal --group=portal --mode=0700 /media
COPY --from=packages /venv /venv
WORKDIR /portal
COPY . .
# The settings ask for these; collecting styles uses none of them.
RUN SECRET_KEY=$(python -c "import secrets; print(secrets.token_urlsafe(64))") \
    DATABASE_URL=postgresql://127.0.0.1/none REDIS_URL=redis://127.0.0.1/0 ALLOWED_HOSTS=127.0.0.1 \
    python manage.py collectstatic --no-input --verbosity=0
USER portal
VOLUME /media
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "actionplan.health", "web"]
CMD ["python", "-m", "actionplan.serve", "web"]
