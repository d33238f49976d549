package io.stompdesk.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures where the pages and their files are and how long browsers may cache them. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

    private static final Duration YEAR = Duration.ofDays(365);

    private final CrossSiteInterceptor crossSiteInterceptor;
    private final WebProperties web;
    private final PageVersion version;
    private final StylesheetImports stylesheetImports;

    PagesConfiguration(
            CrossSiteInterceptor crossSiteInterceptor,
            WebProperties web,
            PageVersion version,
            StylesheetImports stylesheetImports) {
        this.crossSiteInterceptor = crossSiteInterceptor;
        this.web = web;
        this.version = version;
        this.stylesheetImports = stylesheetImports;
    }

    /**
     * Browsers revalidate pages each time and fetch versioned files only once. ETags follow the content because dates
     * say nothing: all files of a reproducible jar have the same date.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**")
                .addResourceLocations(web.getResources().getStaticLocations())
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(PagesConfiguration::etag)
                .resourceChain(false)
                .addTransformer(version)
                .addTransformer(stylesheetImports);
        if (!version.prefix().isEmpty()) {
            registry.addResourceHandler(version.prefix() + "/**")
                    .addResourceLocations(web.getResources().getStaticLocations())
                    .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
                    .resourceChain(true)
                    .addTransformer(stylesheetImports);
        }
        // A library's version stands in its path, so what is there never changes.
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
    }

    /**
     * A weak ETag, which stays valid for compressed responses. It is computed for each request, but only for pages:
     * they are small, and the files that they refer to are versioned.
     */
    private static String etag(Resource file) {
        try {
            return "W/\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        registry.addViewController("/staff").setViewName("forward:/staff/index.html");
        registry.addViewController("/staff/").setViewName("forward:/staff/index.html");
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(crossSiteInterceptor).addPathPatterns("/api/session", "/api/session/**");
    }
}
