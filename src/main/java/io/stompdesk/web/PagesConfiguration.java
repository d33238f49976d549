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

/** The pages and their files: where they are and how long a browser may keep them. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

    private static final Duration YEAR = Duration.ofDays(365);

    private final CrossSiteInterceptor crossSiteGuard;
    private final WebProperties web;
    private final PageVersion version;

    PagesConfiguration(CrossSiteInterceptor crossSiteGuard, WebProperties web, PageVersion version) {
        this.crossSiteGuard = crossSiteGuard;
        this.web = web;
        this.version = version;
    }

    /**
     * Our pages are asked for each time and sent when they changed; what they name has a version in its path and is
     * asked for once. Changed means by content and not by date: all files in a jar that can be built again the same
     * have one date.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**")
                .addResourceLocations(web.getResources().getStaticLocations())
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(PagesConfiguration::etag)
                .resourceChain(false)
                .addTransformer(version);
        if (!version.prefix().isEmpty()) {
            registry.addResourceHandler(version.prefix() + "/**")
                    .addResourceLocations(web.getResources().getStaticLocations())
                    .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
        }
        // A library's version stands in its path, so what is there never changes.
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
    }

    /**
     * A weak one, which a compressed answer may carry too. Only pages are asked for so often, and they are small: what
     * they name has a version.
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
        registry.addInterceptor(crossSiteGuard).addPathPatterns("/api/session", "/api/session/**");
    }
}
